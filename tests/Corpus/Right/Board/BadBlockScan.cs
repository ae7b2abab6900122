using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// The bad-block scan of a flash driver at attach time. One spare buffer serves every block: shared for the read, ended, and only then
// looked at.
internal sealed class BadBlockScan<THal>
    where THal : struct, IHal
{
    private const int SpareBytes = 64;
    private const byte Good = 0xFF;

    private readonly Device _controller;

    public BadBlockScan(Device controller) => _controller = controller;

    public IReadOnlyList<int> Scan(int blocks, int pagesPerBlock)
    {
        var bad = new List<int>();
        using var spare = new PinnedBuffer(SpareBytes);
        for (int block = 0; block < blocks; block++)
        {
            for (int page = 0; page < 2; page++)
            {
                if (!TryReadSpare((uint)(block * pagesPerBlock + page), spare.Buffer) || spare.Buffer[0] != Good)
                {
                    bad.Add(block);
                    break;
                }
            }
        }

        return bad;
    }

    private bool TryReadSpare(uint page, DmaBuffer spare)
    {
        PhysAddr address = THal.Share(spare, DeviceToDriver);
        _controller.WriteRegister(0, page);
        bool read = _controller.Submit(address, spare.Length);
        if (read && !_controller.Wait(20))
        {
            _controller.Reset();
            read = false;
        }

        THal.Unshare(address, spare, DeviceToDriver);
        return read && _controller.Status == 0;
    }
}
