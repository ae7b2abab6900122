using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "dmaengine: nbpfaxi: Add missing check after DMA map": the unwinding after a descriptor that does not fit
// counts down to 0.
public sealed class DescriptorPage<THal>(DmaEngine engine, DmaBuffer memory)
    where THal : struct, IHal
{
    private const int DescriptorBytes = 32;
    private PhysAddr[] _links = [];

    public int Allocate(int count)
    {
        if (_links.Length != 0)
        {
            return -16;
        }

        var links = new PhysAddr[count];
        for (int i = 0; i < count; i++)
        {
            int offset = i * DescriptorBytes;
            if (offset + DescriptorBytes > memory.Length)
            {
                while (--i >= 0)
                {
                    THal.Unshare(links[i], memory.Slice(i * DescriptorBytes, DescriptorBytes), BufferDirection.DriverToDevice);
                }

                return -12;
            }

            links[i] = THal.Share(memory.Slice(offset, DescriptorBytes), BufferDirection.DriverToDevice);
        }

        _links = links;
        return 0;
    }

    public void Free()
    {
        engine.Terminate();
        for (int i = 0; i < _links.Length; i++)
        {
            THal.Unshare(_links[i], memory.Slice(i * DescriptorBytes, DescriptorBytes), BufferDirection.DriverToDevice);
        }

        _links = [];
    }
}
