using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (PFN_UP in place of PFN_DOWN): the size of the queue is rounded down to pages.
public sealed class PagesRoundedDown<THal>(NvmeQueue queue)
    where THal : struct, IHal
{
    private const int Entries = 64;
    private const int CompletionSize = 16;

    public bool CreateAdminQueue()
    {
        using var submission = new Dma<THal>(Entries * 64 / HalConstants.PageSize, Both);
        using var completion = new Dma<THal>(Entries * CompletionSize / HalConstants.PageSize, Both); //! HAL2010
        queue.SetBase(submission.Paddr, completion.Paddr);
        return queue.RingDoorbell();
    }
}
