using Hal;
using Devices;

// Follows a fix in Linux (drivers/net/ethernet/freescale, fec: the bounce for unaligned frames).
/// <summary>A transmit path that bounces unaligned frames and ends the share with the frame instead of its bounce buffer.</summary>
public sealed unsafe class AlignedTransmit<THal>
    where THal : struct, IHal
{
    private readonly Device _mac = new();

    public int Transmit(byte* frame, int length)
    {
        var packet = new DmaBuffer(frame, length);
        if (((nuint)frame & 0xF) == 0)
        {
            using var direct = new SharedScope<THal>(packet, BufferDirection.DriverToDevice);
            return _mac.Start(direct.Paddr, length);
        }

        using var bounce = new PinnedBuffer(2048);
        packet.AsReadOnlySpan().CopyTo(bounce.Buffer.AsSpan());
        PhysAddr address = THal.Share(bounce.Buffer, BufferDirection.DriverToDevice);
        int status = _mac.Start(address, length);
        _mac.Wait(10);
        THal.Unshare(address, packet, BufferDirection.DriverToDevice); //! HAL1006
        return status;
    }
}
