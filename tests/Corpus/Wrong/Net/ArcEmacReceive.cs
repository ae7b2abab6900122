using System;
using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "net: arc_emac: fix arc_emac_rx() error paths": the buffer that stays in the ring for want of another is given
// to the device after its unmap.
public sealed class EmacReceive<THal>(Device emac, NetPort port)
    where THal : struct, IHal
{
    private const int BufferSize = 1600;

    public PhysAddr Current { get; private set; }

    public void Cycle(DmaBuffer buffer, Span<byte> copy)
    {
        if (Current != default || buffer.Length < BufferSize || copy.Length > buffer.Length)
        {
            return;
        }

        PhysAddr address = THal.Share(buffer, BufferDirection.DeviceToDriver);
        emac.Program(address, BufferSize);
        if (!emac.Wait(10))
        {
            emac.Reset();
            THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
            return;
        }

        THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
        Packet? fresh = port.Allocate(BufferSize);
        if (fresh is null)
        {
            Log.Info("no memory, the frame is dropped");
            emac.Program(address, BufferSize); //! HAL1010
            return;
        }

        buffer.AsReadOnlySpan().Slice(0, copy.Length).CopyTo(copy);
        port.Deliver(fresh);
    }

    public void Stop(DmaBuffer buffer)
    {
        emac.Reset();
        if (Current != default)
        {
            THal.Unshare(Current, buffer, BufferDirection.DeviceToDriver);
            Current = default;
        }
    }
}
