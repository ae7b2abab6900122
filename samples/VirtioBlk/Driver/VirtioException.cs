using System;

namespace Virtio.Driver;

/// <summary>A device could not be started or could not do what it was asked. The message names the device or the sector.</summary>
public class VirtioException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What failed, with its values.</param>
    public VirtioException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with its cause.</summary>
    /// <param name="message">What failed, with its values.</param>
    /// <param name="innerException">The cause.</param>
    public VirtioException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
