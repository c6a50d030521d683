package io.thriftplugins;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a method a function, see {@link PluginDefinition#functions}. Parameters are matched by position with the
 * signature's; integers are range-checked when the method takes a smaller type.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface PluginFunction {

    /**
     * The signature, see {@link FunctionSignature}. If empty it is derived: the method's name, its parameters' names
     * (the class must be compiled with {@code -parameters}), and their types.
     *
     * @return the signature, or an empty text
     */
    String value() default "";

    /**
     * What the function does, for people.
     *
     * @return the description
     */
    String description() default "";

    /**
     * Whether the function has no effects outside itself.
     *
     * @return true if a host may call it without asking anybody
     */
    boolean safe() default false;
}
