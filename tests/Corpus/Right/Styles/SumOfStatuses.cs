using Devices;
using Hal;

public sealed unsafe class SumOfStatuses<THal>(VirtioTransport transport) where THal : struct, IHal
{
    public int Try()
    {
        const int n = 3;
        DmaAllocation* rings = stackalloc DmaAllocation[n];
        int made = 0;
        for (; made < n; made++)
        {
            rings[made] = THal.DmaAlloc(1, BufferDirection.Both);
            if (rings[made].Paddr == default)
            {
                break;
            }

            transport.SetQueue(made, rings[made].Paddr, 16);
        }

        bool ok = made == n && transport.Negotiate(1);
        transport.Reset();
        int status = 0;
        while (made-- > 0)
        {
            status |= THal.DmaDealloc(rings[made].Paddr, rings[made].Vaddr, 1);
        }

        return ok ? status : -5;
    }
}
