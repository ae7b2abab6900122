using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "uio_hv_generic: Don't free decrypted memory": pages that the host did not give back are counted as lost.
public sealed unsafe class HyperVUio<THal>(Device channel)
    where THal : struct, IHal
{
    private const nuint ReceivePages = 31;

    private DmaAllocation _receive;

    public nuint FreePages { get; private set; } = ReceivePages;

    public nuint LostPages { get; private set; }

    public int Open()
    {
        if (_receive.Paddr != default)
        {
            return -16;
        }

        DmaAllocation receive = THal.DmaAlloc(ReceivePages, Both);
        if (receive.Paddr == default)
        {
            return -12;
        }

        channel.Program(receive.Paddr, (int)ReceivePages * HalConstants.PageSize);
        _receive = receive;
        FreePages -= ReceivePages;
        return 0;
    }

    public void Cleanup()
    {
        if (_receive.Paddr == default)
        {
            return;
        }

        channel.Reset();
        DmaAllocation receive = _receive;
        _receive = default;
        if (THal.DmaDealloc(receive.Paddr, receive.Vaddr, ReceivePages) != 0)
        {
            LostPages += ReceivePages;
            return;
        }

        FreePages += ReceivePages;
    }
}
