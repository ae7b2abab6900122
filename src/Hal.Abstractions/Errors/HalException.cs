using System;

namespace Hal;

/// <summary>
/// Something that a HAL could not do. A driver may catch it and try again; a broken contract is a <see cref="HalContractException"/>
/// instead.
/// </summary>
public class HalException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What could not be done, with its values.</param>
    public HalException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with its cause.</summary>
    /// <param name="message">What could not be done, with its values.</param>
    /// <param name="innerException">The cause.</param>
    public HalException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
