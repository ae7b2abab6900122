using System;

namespace Hal;

/// <summary>
/// DMA memory could not be allocated or given back, or a buffer could not be shared; nothing is held then (contracts I6, I7, I11). The twin
/// of <c>Error::DmaError</c>.
/// </summary>
public class DmaException : HalException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What could not be done, with its values.</param>
    public DmaException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with its cause.</summary>
    /// <param name="message">What could not be done, with its values.</param>
    /// <param name="innerException">The cause.</param>
    public DmaException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
