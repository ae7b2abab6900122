using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in wavelet-lab/usdr-lib: "add check after dma_alloc_coherent()" (pull request 20): the stream's buffers went to the
// board although nobody had looked whether there was memory.
public sealed unsafe class UsdrStream<THal>(Device board)
    where THal : struct, IHal
{
    private DmaAllocation _buffers;

    public int Open(int bytes)
    {
        nuint pages = HalConstants.PagesFor((nuint)bytes);
        DmaAllocation buffers = THal.DmaAlloc(pages, DeviceToDriver);
        board.Program(buffers.Paddr, bytes); //! HAL2006
        board.WriteRegister(4, (ulong)bytes);
        board.Kick();
        _buffers = buffers;
        return 0;
    }

    public int Close(int bytes)
    {
        board.Reset();
        int status = THal.DmaDealloc(_buffers.Paddr, _buffers.Vaddr, HalConstants.PagesFor((nuint)bytes));
        _buffers = default;
        return status;
    }
}
