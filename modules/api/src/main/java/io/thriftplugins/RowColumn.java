package io.thriftplugins;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names or describes the column that a record's component, or a bean's getter, becomes in a {@link RowMapping}. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.METHOD})
public @interface RowColumn {

    /**
     * The column's name. If empty, that of the component or property.
     *
     * @return the name, or an empty text
     */
    String value() default "";

    /**
     * What it holds, for people.
     *
     * @return the description
     */
    String description() default "";
}
