using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using Hal;
using Virtio.Driver.Block;
using Xunit;

namespace Virtio.Tests;

/// <summary>Random reads and writes with many in flight, checked against a model.</summary>
internal static class RandomTraffic
{
    private const int MaxSectors = 24;

    /// <summary>Does <paramref name="operations"/> operations. Sectors with a write in flight are left alone, as the disk may do requests in any order.</summary>
    public static async Task RunAsync<THal>(
        BlockDevice<THal> disk, TestImage model, Random random, int operations, int inFlight, Func<bool>? stop = null)
        where THal : struct, IHal
    {
        var pending = new List<(Task Task, int First, int Count, bool Write)>();
        for (int i = 0; i < operations && stop?.Invoke() != true; i++)
        {
            int count = random.Next(1, MaxSectors + 1);
            int first = random.Next(0, model.Sectors - count + 1);
            bool write = random.Next(2) == 0;
            while (pending.Count >= inFlight
                || pending.Exists(other => (write || other.Write) && first < other.First + other.Count && other.First < first + count))
            {
                Task done = await Task.WhenAny(pending.ConvertAll(other => other.Task));
                await done;
                pending.RemoveAll(other => other.Task == done);
            }

            pending.Add((write ? WriteAsync(first, count) : ReadAsync(first, count), first, count, write));
        }

        await Task.WhenAll(pending.ConvertAll(other => other.Task));

        async Task ReadAsync(int first, int count)
        {
            byte[] bytes = new byte[count * 512];
            await disk.ReadAsync((ulong)first, bytes);
            Assert.True(model.Slice((ulong)first, bytes.Length).SequenceEqual(bytes), $"{count} sectors at {first} differ from the model");
        }

        async Task WriteAsync(int first, int count)
        {
            byte[] bytes = new byte[count * 512];
            random.NextBytes(bytes);
            bytes.CopyTo(model.Slice((ulong)first, bytes.Length));
            await disk.WriteAsync((ulong)first, bytes);
        }
    }
}
