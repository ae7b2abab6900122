using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux (mvsas): a bulk buffer that was freed with another size than it was allocated with. The constructor asks for
// sixteen pages, Free gives one back.
public sealed unsafe class BulkBuffer<THal>
    where THal : struct, IHal
{
    private const nuint BulkPages = 16;
    private readonly Device _controller;
    private PhysAddr _address;
    private byte* _memory;

    public BulkBuffer(Device controller)
    {
        _controller = controller;
        var (paddr, vaddr) = THal.DmaAlloc(BulkPages, BufferDirection.Both);
        if (paddr == default)
        {
            throw new DmaException("no memory for the bulk buffer");
        }

        _address = paddr;
        _memory = vaddr;
    }

    public PhysAddr Address => _address;

    public bool Discard()
    {
        _controller.Program(_address, HalConstants.PageSize);
        return _controller.Wait(10);
    }

    public int Free()
    {
        if (_address == default)
        {
            return 0;
        }

        _controller.Reset();
        int status = THal.DmaDealloc(_address, _memory, 1); //! HAL2004
        _address = default;
        _memory = null;
        return status;
    }
}
