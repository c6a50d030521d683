package io.thriftplugins;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a {@link TypedInterface} is called, where that is not to be its Java name, and which version of it this is. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface RemoteInterface {

    /**
     * The name that functions begin with.
     *
     * @return lower case letters, digits and {@code _}; if empty, the interface's simple name in that form
     */
    String name() default "";

    /**
     * The version. Another one is another interface: functions of version 2 are called {@code calculator_v2_add}. One
     * side can offer several versions; who finds none but others is told which there are.
     *
     * @return from 1, which is not part of any name
     */
    int version() default 1;
}
