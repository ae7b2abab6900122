using Devices;
using Hal;

namespace Drivers;

// Follows a fix in ENA: "linux/ena: Fix lack of DMA sync for cpu before accessing a buffer": the header of the frame is looked at before
// the page is unmapped.
public sealed unsafe class ReceivePage<THal>(Ring ring)
    where THal : struct, IHal
{
    private const int EtherTypeOffset = 12;

    public ushort NextEtherType(byte* page, int size)
    {
        var space = new DmaBuffer(page, size);
        PhysAddr address = THal.Share(space, BufferDirection.DeviceToDriver);
        if (!ring.TryPost(address, size, out int index))
        {
            THal.Unshare(address, space, BufferDirection.DeviceToDriver);
            return 0;
        }

        while (!ring.IsDone(index))
        {
        }

        ushort type = (ushort)(page[EtherTypeOffset] << 8 | page[EtherTypeOffset + 1]); //! HAL1007
        THal.Unshare(address, space, BufferDirection.DeviceToDriver);
        return type;
    }
}
