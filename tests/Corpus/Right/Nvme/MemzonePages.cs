using System;
using Devices;
using Hal;

namespace Drivers;

// Like fixes in SPDK (nvme/pcie): queue sizes that were rounded down to pages. The constant for the pages of the admin queue is rounded
// up.
public static class QueueSizes
{
    public const int AdminEntries = 32;
    public const int CompletionBytes = 16;
    public const int SubmissionBytes = 64;
    public const int CompletionPages = (AdminEntries * CompletionBytes + HalConstants.PageSize - 1) / HalConstants.PageSize;
    public const int SubmissionPages = (AdminEntries * SubmissionBytes + HalConstants.PageSize - 1) / HalConstants.PageSize;
}

public sealed class AdminQueue<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Dma<THal> _submission;
    private readonly Dma<THal> _completion;

    public AdminQueue(NvmeQueue queue)
    {
        _submission = new Dma<THal>(QueueSizes.SubmissionPages, BufferDirection.Both);
        _completion = new Dma<THal>(QueueSizes.CompletionPages, BufferDirection.Both);
        queue.SetBase(_submission.Paddr, _completion.Paddr);
    }

    public Span<byte> Completion(int index) =>
        _completion.AsSpan().Slice(index * QueueSizes.CompletionBytes, QueueSizes.CompletionBytes);

    public void Dispose()
    {
        _completion.Dispose();
        _submission.Dispose();
    }
}
