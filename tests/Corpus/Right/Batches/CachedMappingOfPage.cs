using System;
using Devices;
using Hal;

/// <summary>The page last mapped stays mapped until another one is needed, and is unmapped at the end.</summary>
public sealed class PageWindow<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public void Run(DmaBuffer memory, ReadOnlySpan<int> offsets)
    {
        int mappedPage = -1;
        Shared<THal> mapped = default;
        foreach (int offset in offsets)
        {
            int page = offset / HalConstants.PageSize;
            if (page != mappedPage)
            {
                if (mappedPage >= 0)
                {
                    mapped.Unshare();
                }

                mapped = new Shared<THal>(memory.Slice(page * HalConstants.PageSize, HalConstants.PageSize), BufferDirection.Both);
                mappedPage = page;
            }

            _device.Submit(mapped.Paddr + offset % HalConstants.PageSize, 4);
        }

        if (mappedPage >= 0)
        {
            mapped.Unshare();
        }
    }
}
