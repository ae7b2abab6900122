using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "crypto: ixp4xx - dma_unmap the correct address": the data is unmapped by the address that its mapping
// returned.
public sealed unsafe class Ixp4xxCrypt<THal>(CryptoUnit npe)
    where THal : struct, IHal
{
    public int Perform(DmaBuffer data, PhysAddr key)
    {
        if (data.Length % 16 != 0)
        {
            return -22;
        }

        using var descriptor = new Dma<THal>(1, Both);
        Descriptor* entry = descriptor.Pointer<Descriptor>(0);

        PhysAddr mapped = THal.Share(data, Both);
        entry->Address = mapped.Value;
        entry->Length = (uint)data.Length;

        int status = npe.Encrypt(descriptor.Paddr, descriptor.Paddr, key, data.Length);
        while (status == 0 && npe.Busy)
        {
        }

        THal.Unshare(mapped, data, Both);
        return status;
    }
}
