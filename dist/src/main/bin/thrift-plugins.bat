@echo off
rem Starts the command line with the modules in lib\. JAVA_HOME says which Java, otherwise the PATH; JAVA_OPTS are
rem options for it, separated by blanks.
setlocal
set "LIB=%~dp0..\lib"
set "JAVA=java"
if not defined JAVA_HOME goto run
set "JAVA=%JAVA_HOME%\bin\java"
if exist "%JAVA%.exe" goto run
echo thrift-plugins: JAVA_HOME is %JAVA_HOME%, but there is no bin\java.exe in it; set it to a JDK 17 or newer>&2
exit /b 1

:run
rem A command's JVM compiles fast rather than well; but the one of "run" is a plugin's, and may live long.
set "FAST=-XX:TieredStopAtLevel=1"
if "%~1"=="run" set "FAST="
rem What makes certificates takes a moment to start with, so it is there only for those who say tls.
set "ARGS=%*"
if defined ARGS set "ARGS=%ARGS:"=%"
if defined ARGS if not "%ARGS:tls=%"=="%ARGS%" set "LIB=%LIB%;%~dp0..\lib\tls"
"%JAVA%" %FAST% %JAVA_OPTS% --module-path "%LIB%" --module io.thriftplugins.cli/io.thriftplugins.cli.Main %*
exit /b %ERRORLEVEL%
