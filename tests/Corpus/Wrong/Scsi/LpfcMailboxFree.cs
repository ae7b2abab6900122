using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux scsi (lpfc): the status word is read from memory that was given back the line before.
internal sealed unsafe class LpfcMailbox<THal>(Mailbox port)
    where THal : struct, IHal
{
    private const int StatusOffset = 0x40;

    public uint ReadRevision()
    {
        var memory = new Dma<THal>(1, BufferDirection.Both);
        uint* words = memory.Pointer<uint>(0);
        words[0] = 0x11;
        words[1] = (uint)memory.Length;

        int error = port.Execute(0x11, memory.Paddr);
        if (error != 0)
        {
            memory.Dispose();
            return 0;
        }

        memory.Dispose();
        uint revision = words[StatusOffset / sizeof(uint)]; //! HAL2008
        if (revision == 0)
        {
            Log.Info("the port tells no revision");
        }

        return revision;
    }
}
