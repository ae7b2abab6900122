using System;
using System.Collections.Generic;
using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// Like Linux swap writers: pages of the image go out in batches, each batch waits for its last page. A batch object counts its running
// pages; a page that cannot start is ended where it was made.
public sealed class ImageWriter<THal>(BlockQueue swap)
    where THal : struct, IHal
{
    private sealed class Batch : IDisposable
    {
        private readonly CountdownEvent _left = new(1);
        private int _error;

        public void Begin() => _left.AddCount();

        public void End(int status)
        {
            if (status != 0)
            {
                Interlocked.CompareExchange(ref _error, status, 0);
            }

            _left.Signal();
        }

        public int Wait()
        {
            _left.Signal();
            _left.Wait();
            return _error;
        }

        public void Dispose() => _left.Dispose();
    }

    public int Write(IEnumerable<DmaBuffer> pages, ulong sector)
    {
        using var batch = new Batch();
        foreach (DmaBuffer page in pages)
        {
            batch.Begin();
            PhysAddr address;
            try
            {
                address = THal.Share(page, BufferDirection.DriverToDevice);
            }
            catch (DmaException)
            {
                batch.End(-12);
                break;
            }

            try
            {
                swap.Start(sector, address, page.Length, status =>
                {
                    THal.Unshare(address, page, BufferDirection.DriverToDevice);
                    batch.End(status);
                });
            }
            catch (Exception)
            {
                // The queue did not take it and will not call back.
                THal.Unshare(address, page, BufferDirection.DriverToDevice);
                batch.End(-5);
                break;
            }

            sector += 8;
        }

        return batch.Wait();
    }
}
