using System;
using Hal;
using Devices;

// Follows a fix in SPDK, 958d4e0e05.
/// <summary>An NVMe pass-through whose copy of the user's data is kept when the submit fails.</summary>
public sealed unsafe class UserCopy<THal>
    where THal : struct, IHal
{
    private readonly NvmeQueue _queue = new();

    public int Write(ReadOnlySpan<byte> data)
    {
        var copy = new Dma<THal>(HalConstants.PagesFor((nuint)data.Length), BufferDirection.DriverToDevice); //! HAL2002
        data.CopyTo(copy.AsSpan());
        int command = _queue.Submit(1, copy.Paddr, default);
        if (command < 0)
        {
            return command;
        }

        _queue.WhenDone(command, status =>
        {
            Log.Info($"write: {status}");
            copy.Dispose();
        });
        return 0;
    }
}
