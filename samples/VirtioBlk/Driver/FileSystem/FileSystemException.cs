using System.Runtime.InteropServices;

namespace Virtio.Driver.FileSystem;

/// <summary>The file system refused a request; it goes on working. The message names the path.</summary>
public sealed class FileSystemException : VirtioException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What failed.</param>
    /// <param name="path">The path.</param>
    /// <param name="error">The error number, as in <c>errno.h</c>.</param>
    public FileSystemException(string message, string path, int error)
        : base($"{message}: {Marshal.GetPInvokeErrorMessage(error)} (errno {error}).")
    {
        Path = path;
        Error = error;
    }

    /// <summary>The path.</summary>
    public string Path { get; }

    /// <summary>The error number, as in <c>errno.h</c>: 2 is no such file.</summary>
    public int Error { get; }
}
