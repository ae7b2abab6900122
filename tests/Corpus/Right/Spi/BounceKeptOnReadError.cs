using System;
using Hal;
using Devices;

/// <summary>An SPI NOR read through a bounce buffer whose share ends whether or not the read succeeded.</summary>
public sealed class NorFlash<THal>
    where THal : struct, IHal
{
    private readonly SpiController _nor = new();

    public int Read(PinnedBuffer bounce, Span<byte> into)
    {
        DmaBuffer buffer = bounce.Buffer.Slice(0, (into.Length + 15) & ~15);
        PhysAddr address = THal.Share(buffer, BufferDirection.DeviceToDriver);
        _nor.SetReceive(address, buffer.Length);
        _nor.Run();
        int status = _nor.WaitIdle(20) ? 0 : -110;
        _nor.Abort();
        THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
        if (status == 0)
        {
            buffer.AsReadOnlySpan()[..into.Length].CopyTo(into);
        }

        return status;
    }
}
