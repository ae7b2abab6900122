using Devices;
using Hal;

namespace Drivers;

// Follows a fix in mt76: "mt76: mt7622: fix DMA unmap length": a frame is unmapped without the eight bytes that were mapped before its
// payload.
public sealed unsafe class TxDescriptorFrame<THal>(Ring ring)
    where THal : struct, IHal
{
    private const int TxwiSize = 8;

    public bool Send(Packet packet)
    {
        if (packet.Headroom < TxwiSize)
        {
            return false;
        }

        var payload = new DmaBuffer(packet.Data, packet.Length);
        var frame = new DmaBuffer(packet.Data - TxwiSize, packet.Length + TxwiSize);
        frame.AsSpan().Slice(0, TxwiSize).Clear();
        PhysAddr address = THal.Share(frame, BufferDirection.DriverToDevice);
        if (!ring.TryPost(address, frame.Length, out int index))
        {
            THal.Unshare(address, frame, BufferDirection.DriverToDevice);
            return false;
        }

        ring.Doorbell();
        while (!ring.IsDone(index))
        {
        }

        THal.Unshare(address, payload, BufferDirection.DriverToDevice); //! HAL1006
        packet.Free();
        return true;
    }
}
