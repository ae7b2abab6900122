namespace Virtio.Cli;

/// <summary>The exit codes of the program, as <c>--help</c> lists them.</summary>
internal enum ExitCode
{
    /// <summary>All checks passed.</summary>
    Ok = 0,

    /// <summary>What was read or written is not what the file holds, or a share is still live.</summary>
    CheckFailed = 1,

    /// <summary>The command line or the image cannot be used.</summary>
    BadInput = 2,

    /// <summary>The device could not be started or failed.</summary>
    DeviceFailed = 3,

    /// <summary>Interrupted from the keyboard.</summary>
    Interrupted = 130,
}
