using Devices;
using Hal;

/// <summary>A transfer object is filled by the channel and emptied by its completion handler, a class of its own.</summary>
public sealed class Transfer<THal>
    where THal : struct, IHal
{
    public PhysAddr Address { get; set; }

    public DmaBuffer Buffer { get; set; }

    public BufferDirection Direction { get; set; }
}

/// <summary>The submitting side.</summary>
public sealed class Channel<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public Transfer<THal> Submit(DmaBuffer buffer, BufferDirection direction)
    {
        var transfer = new Transfer<THal> { Buffer = buffer, Direction = direction };
        transfer.Address = THal.Share(transfer.Buffer, transfer.Direction);
        _device.Program(transfer.Address, buffer.Length);
        return transfer;
    }
}

/// <summary>The completing side.</summary>
public static class Completer
{
    public static void Complete<THal>(Transfer<THal> transfer)
        where THal : struct, IHal
    {
        THal.Unshare(transfer.Address, transfer.Buffer, transfer.Direction);
        transfer.Address = default;
    }
}
