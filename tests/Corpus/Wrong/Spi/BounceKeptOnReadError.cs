using System;
using Hal;
using Devices;

// Follows a fix in U-Boot, 28bd6396778.
/// <summary>An SPI NOR read through a bounce buffer whose share ends only if the read succeeded.</summary>
public sealed class NorFlash<THal>
    where THal : struct, IHal
{
    private readonly SpiController _nor = new();

    public int Read(PinnedBuffer bounce, Span<byte> into)
    {
        DmaBuffer buffer = bounce.Buffer.Slice(0, (into.Length + 15) & ~15);
        PhysAddr address = THal.Share(buffer, BufferDirection.DeviceToDriver); //! HAL1002 (no fix: condition)
        _nor.SetReceive(address, buffer.Length);
        _nor.Run();
        int status = _nor.WaitIdle(20) ? 0 : -110;
        if (status == 0)
        {
            THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
            buffer.AsReadOnlySpan()[..into.Length].CopyTo(into);
        }

        return status;
    }
}
