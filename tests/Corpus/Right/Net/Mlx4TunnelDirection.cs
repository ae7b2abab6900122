using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux infiniband (mlx4): the receive buffers are unmapped in the direction of their mapping.
internal sealed class TunnelQueue<THal>(Ring receive)
    where THal : struct, IHal
{
    private const int Entries = 16;

    private readonly Slot[] _slots = new Slot[Entries];

    public void Post(DmaBuffer[] buffers)
    {
        for (int i = 0; i < Entries; i++)
        {
            PhysAddr paddr = THal.Share(buffers[i], BufferDirection.DeviceToDriver);
            _slots[i] = new Slot(paddr, buffers[i]);
            receive.Post(i, paddr, buffers[i].Length);
        }

        receive.Doorbell();
    }

    public void Destroy()
    {
        receive.Stop();
        for (int i = 0; i < Entries; i++)
        {
            Slot slot = _slots[i];
            if (!slot.Buffer.IsEmpty)
            {
                THal.Unshare(slot.Address, slot.Buffer, BufferDirection.DeviceToDriver);
            }

            _slots[i] = default;
        }
    }

    private readonly record struct Slot(PhysAddr Address, DmaBuffer Buffer);
}
