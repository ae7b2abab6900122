using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux sound (Intel sst): the second start programs the page table that the end of the using freed.
internal sealed unsafe class SstStream<THal>(Device dsp)
    where THal : struct, IHal
{
    public bool Play(PhysAddr[] periods)
    {
        bool started;
        PhysAddr root;
        int bytes = periods.Length * sizeof(ulong);
        if (bytes > HalConstants.PageSize)
        {
            return false;
        }

        using (var table = new Dma<THal>(1, BufferDirection.DriverToDevice))
        {
            ulong* entries = table.Pointer<ulong>(0);
            for (int i = 0; i < periods.Length; i++)
            {
                entries[i] = periods[i].Value;
            }

            root = table.Paddr;
            dsp.Program(root, bytes);
            started = dsp.Wait(10);
            dsp.Reset();
        }

        if (!started)
        {
            dsp.Program(root, bytes); //! HAL2008
            started = dsp.Wait(100);
            dsp.Reset();
        }

        return started;
    }
}
