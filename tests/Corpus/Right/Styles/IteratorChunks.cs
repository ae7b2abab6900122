using System;
using System.Collections.Generic;
using Devices;
using Hal;

public sealed class IteratorChunks<THal>(Device device) where THal : struct, IHal
{
    public IEnumerable<int> Send(PinnedBuffer memory, int chunk)
    {
        int offset = 0;
        while (offset < memory.Buffer.Length)
        {
            int length = Math.Min(chunk, memory.Buffer.Length - offset);
            var shared = new Shared<THal>(memory.Buffer.Slice(offset, length), BufferDirection.DriverToDevice);
            try
            {
                if (!device.Submit(shared.Paddr, length) || !device.Wait(10))
                {
                    yield break;
                }
            }
            finally
            {
                shared.Unshare();
            }

            offset += length;
            yield return offset;
        }
    }
}
