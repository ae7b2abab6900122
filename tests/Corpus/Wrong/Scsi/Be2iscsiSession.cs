using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (be2iscsi, qlcnic): the session handle is read from the reply after the memory was given back.
internal sealed unsafe class BootSession<THal>(Mailbox firmware)
    where THal : struct, IHal
{
    private const uint GetBootTarget = 0x17;

    public uint Find()
    {
        if (!Dma<THal>.TryCreate(1, Both, out Dma<THal>? command))
        {
            return 0;
        }

        byte* reply = command.Vaddr(1024);
        int status = firmware.Execute(GetBootTarget, command.PaddrAt(0), command.PaddrAt(1024));
        command.Dispose();
        if (status != 0)
        {
            Log.Info($"be2iscsi: no boot target: {status}");
            return 0;
        }

        return ((uint*)reply)[2]; //! HAL2008
    }
}
