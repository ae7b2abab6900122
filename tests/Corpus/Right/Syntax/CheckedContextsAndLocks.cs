using System.Threading;
using Devices;
using Hal;

/// <summary>Blocks that are no control flow: checked, unchecked, unsafe, fixed of a field, nested locks, bare braces.</summary>
public sealed unsafe class Blocks<THal>
    where THal : struct, IHal
{
    private readonly object _outer = new();
    private readonly SemaphoreSlim _inner = new(1);
    private readonly Device _device = new();
    private int _total;

    public int Run(byte* memory, uint count)
    {
        int status;
        lock (_outer)
        {
            _inner.Wait();
            try
            {
                checked
                {
                    int bytes = (int)(count * 4);
                    PhysAddr at;
                    {
                        at = THal.Share(new DmaBuffer(memory, bytes), BufferDirection.Both);
                    }

                    unchecked
                    {
                        status = _device.Start(at, bytes);
                        fixed (int* total = &_total)
                        {
                            *total += status;
                        }
                    }

                    THal.Unshare(at, new DmaBuffer(memory, bytes), BufferDirection.Both);
                }
            }
            finally
            {
                _inner.Release();
            }
        }

        return status;
    }
}
