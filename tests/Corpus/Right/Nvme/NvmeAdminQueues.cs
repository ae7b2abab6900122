using Devices;
using Hal;

namespace Drivers;

// Setting the admin queues of an NVMe controller up with raw allocations and a nested error unwinding. Each failure gives back what was
// made before it, with its page count; Remove gives both back after the reset.
public sealed unsafe class AdminQueues<THal>
    where THal : struct, IHal
{
    private const nuint SubmissionPages = 4;
    private const nuint CompletionPages = 1;

    private readonly NvmeQueue _queue;
    private readonly Device _controller;
    private DmaAllocation _submission;
    private DmaAllocation _completion;

    public AdminQueues(NvmeQueue queue, Device controller) => (_queue, _controller) = (queue, controller);

    public int Probe()
    {
        int error;
        DmaAllocation submission = THal.DmaAlloc(SubmissionPages, BufferDirection.DriverToDevice);
        if (submission.Paddr == default)
        {
            return -12;
        }

        DmaAllocation completion = THal.DmaAlloc(CompletionPages, BufferDirection.DeviceToDriver);
        if (completion.Paddr == default)
        {
            error = -12;
            goto freeSubmission;
        }

        _queue.SetBase(submission.Paddr, completion.Paddr);
        _controller.Kick();
        if (!_controller.Wait(2000))
        {
            error = -110;
            goto disable;
        }

        _submission = submission;
        _completion = completion;
        return 0;

    disable:
        _controller.Reset();
        _ = THal.DmaDealloc(completion.Paddr, completion.Vaddr, CompletionPages);
    freeSubmission:
        _ = THal.DmaDealloc(submission.Paddr, submission.Vaddr, SubmissionPages);
        return error;
    }

    public int Remove()
    {
        if (_submission.Paddr == default)
        {
            return 0;
        }

        _controller.Reset();
        int first = THal.DmaDealloc(_completion.Paddr, _completion.Vaddr, CompletionPages);
        int second = THal.DmaDealloc(_submission.Paddr, _submission.Vaddr, SubmissionPages);
        _completion = default;
        _submission = default;
        return first != 0 ? first : second;
    }
}
