using Devices;
using Hal;

namespace Drivers;

// Follows a fix in iPXE: "[hermon] Perform clean MPT unmap on device shutdown": the status word is read before the command mailbox is
// given back.
public sealed unsafe class Hermon<THal>(Device hca)
    where THal : struct, IHal
{
    private const uint HardwareToSoftwareMpt = 0x0f;
    private const nuint StatusOffset = 0x40;

    public uint UnmapMpt(uint lkey)
    {
        var mailbox = new Dma<THal>(1, BufferDirection.Both);
        uint* command = mailbox.Pointer<uint>(0);
        uint* status = mailbox.Pointer<uint>(StatusOffset);
        command[0] = HardwareToSoftwareMpt;
        command[1] = lkey;
        hca.Program(mailbox.Paddr, 0x44);
        hca.Kick();
        if (!hca.Wait(1000))
        {
            Log.Info("unmapping the MPT timed out");
            hca.Reset();
        }

        uint result = *status;
        mailbox.Dispose();
        return result;
    }

    public bool Close(uint lkey)
    {
        uint status = UnmapMpt(lkey);
        if (status != 0)
        {
            Log.Info("the MPT is still mapped");
        }

        return status == 0;
    }
}
