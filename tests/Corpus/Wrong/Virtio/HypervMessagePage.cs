using Devices;
using Hal;

namespace Drivers;

// Follows a fix in iPXE: "[hyperv] Fix resource leaks on error path": an interface that does not answer makes the set-up return without
// freeing the message page.
public sealed unsafe class SyntheticInterrupts<THal>(Device interfaces)
    where THal : struct, IHal
{
    private const int MessagePageRegister = 0x83;
    private PhysAddr _messages;
    private byte* _messagePage;

    public int Map()
    {
        var (paddr, vaddr) = THal.DmaAlloc(1, BufferDirection.Both); //! HAL2002
        if (paddr == default)
        {
            return -12;
        }

        uint version = interfaces.ReadRegister(0x10);
        if (version < 0x0003_0000)
        {
            Log.Info("interface too old");
            return -95;
        }

        _messages = paddr;
        _messagePage = vaddr;
        interfaces.WriteRegister(MessagePageRegister, paddr.Value | 1);
        return 0;
    }

    public int Unmap()
    {
        if (_messages == default)
        {
            return 0;
        }

        interfaces.WriteRegister(MessagePageRegister, 0);
        interfaces.Reset();
        int status = THal.DmaDealloc(_messages, _messagePage, 1);
        _messages = default;
        _messagePage = null;
        return status;
    }
}
