using System;
using System.Threading.Tasks;
using Devices;
using Hal;

/// <summary>Task.WhenAny races the device against a delay; after a reset or after completion, the share ends in both outcomes.</summary>
public sealed class RacedRead<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();
    private readonly BlockQueue _queue = new();

    public async Task<int?> ReadAsync(DmaBuffer into, TimeSpan limit)
    {
        Shared<THal> share = new(into, BufferDirection.DeviceToDriver);
        Task<int> read = _queue.ReadAsync(0, share.Paddr, into.Length);
        Task first = await Task.WhenAny(read, Task.Delay(limit));
        int? result = null;
        if (first == read)
        {
            result = await read;
        }
        else
        {
            _device.Reset();
        }

        share.Unshare();
        return result;
    }
}
