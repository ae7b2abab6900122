namespace Virtio.Driver.Block;

/// <summary>The device could not do a request; it goes on working. The message names the operation and the sectors.</summary>
public sealed class BlockRequestException : VirtioException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">The request, and what the device said.</param>
    /// <param name="operation">What was asked for.</param>
    /// <param name="sector">The first sector.</param>
    /// <param name="status">The device's answer.</param>
    public BlockRequestException(string message, BlockOperation operation, ulong sector, BlockStatus status)
        : base(message)
    {
        Operation = operation;
        Sector = sector;
        Status = status;
    }

    /// <summary>What was asked for.</summary>
    public BlockOperation Operation { get; }

    /// <summary>The first sector of the request, in sectors of 512 bytes.</summary>
    public ulong Sector { get; }

    /// <summary>The device's answer.</summary>
    public BlockStatus Status { get; }
}
