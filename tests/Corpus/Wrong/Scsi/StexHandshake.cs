using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (scsi: stex, hptiop): after the copy buffer was made a failed handshake jumps to the label that frees the request
// memory only.
internal sealed unsafe class StexProbe<THal>(Mailbox controller)
    where THal : struct, IHal
{
    private DmaAllocation _requests;
    private DmaAllocation _copy;

    public int Probe()
    {
        int error = -12;
        DmaAllocation requests = THal.DmaAlloc(4, Both);
        if (requests.Paddr == default)
        {
            goto failed;
        }

        DmaAllocation copy = THal.DmaAlloc(1, Both); //! HAL2002
        if (copy.Paddr == default)
        {
            goto freeRequests;
        }

        *(ulong*)copy.Vaddr = requests.Paddr.Value;
        error = controller.Execute(1, copy.Paddr);
        if (error != 0)
        {
            goto freeRequests;
        }

        _requests = requests;
        _copy = copy;
        return 0;

    freeRequests:
        _ = THal.DmaDealloc(requests.Paddr, requests.Vaddr, 4);
    failed:
        return error;
    }

    public int Remove()
    {
        _ = controller.Execute(2, default);
        return THal.DmaDealloc(_copy.Paddr, _copy.Vaddr, 1) | THal.DmaDealloc(_requests.Paddr, _requests.Vaddr, 4);
    }
}
