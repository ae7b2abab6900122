using System;
using Devices;
using Hal;

namespace Drivers;

// A storage accelerator takes sixteen columns at once; a loop shares as many as there are. The number that was shared is the number that
// is ended, in the finally, whatever stopped the loop.
public sealed class StripedChecksum<THal>
    where THal : struct, IHal
{
    private const int MaxColumns = 16;
    private readonly DmaEngine _engine;
    private readonly PhysAddr[] _addresses = new PhysAddr[MaxColumns];

    public StripedChecksum(DmaEngine engine) => _engine = engine;

    public int Accumulate(ReadOnlySpan<DmaBuffer> columns, DmaBuffer parity)
    {
        if (columns.Length > MaxColumns)
        {
            return -22;
        }

        int shared = 0;
        PhysAddr result = THal.Share(parity, BufferDirection.Both);
        try
        {
            while (shared < columns.Length)
            {
                PhysAddr column = THal.Share(columns[shared], BufferDirection.DriverToDevice);
                _addresses[shared++] = column;
                int cookie = _engine.Submit(column, result, parity.Length);
                if (cookie < 0)
                {
                    _engine.Terminate();
                    return cookie;
                }

                if (!_engine.WaitFor(cookie, 50))
                {
                    _engine.Terminate();
                    return -110;
                }
            }

            return 0;
        }
        finally
        {
            for (int i = 0; i < shared; i++)
            {
                THal.Unshare(_addresses[i], columns[i], BufferDirection.DriverToDevice);
            }

            THal.Unshare(result, parity, BufferDirection.Both);
        }
    }
}
