using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "net: broadcom: bcm4908_enet: fix RX path possible mem leak": a frame for which no packet can be built is
// skipped, and its buffer stays shared.
public sealed class ReceivePoll<THal>(Device dma, NetPort port, PinnedBuffer[] buffers)
    where THal : struct, IHal
{
    public int Dropped { get; private set; }

    public int Poll(int budget)
    {
        int handled = 0;
        for (int i = 0; i < buffers.Length && handled < budget; i++)
        {
            DmaBuffer buffer = buffers[i].Buffer;
            PhysAddr address = THal.Share(buffer, BufferDirection.DeviceToDriver); //! HAL1002 (no fix: jump)
            dma.Program(address, buffer.Length);
            dma.Kick();
            if (!dma.Wait(10))
            {
                dma.Reset();
                THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
                break;
            }

            Packet? packet = port.Allocate(buffer.Length);
            if (packet is null)
            {
                Dropped++;
                continue;
            }

            THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
            packet.Length = buffer.Length;
            buffer.AsReadOnlySpan().CopyTo(packet.Buffer.AsSpan());
            port.Deliver(packet);
            handled++;
        }

        return handled;
    }
}
