using System.Collections.Generic;
using System.Threading.Tasks;
using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Parts in parallel: a local asynchronous function owns one share each.
public sealed class WhenAllParts<THal>(DmaEngine engine)
    where THal : struct, IHal
{
    public async Task CopyAsync(DmaBuffer from, DmaBuffer to, int partSize)
    {
        var tasks = new List<Task>();
        for (int at = 0; at < from.Length; at += partSize)
        {
            int length = Math.Min(partSize, from.Length - at);
            tasks.Add(CopyPartAsync(from.Slice(at, length), to.Slice(at, length)));
        }

        await Task.WhenAll(tasks);

        async Task CopyPartAsync(DmaBuffer source, DmaBuffer target)
        {
            var read = new Shared<THal>(source, DriverToDevice);
            try
            {
                var write = new Shared<THal>(target, DeviceToDriver);
                try
                {
                    await engine.CopyAsync(read.Paddr, write.Paddr, source.Length);
                }
                finally
                {
                    write.Unshare();
                }
            }
            finally
            {
                read.Unshare();
            }
        }
    }
}
