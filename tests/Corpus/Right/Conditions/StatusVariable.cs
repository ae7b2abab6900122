using System;
using Devices;
using Hal;

namespace Drivers;

// C-like code in which a helper's status decides how far the next step goes. The helper that maps reports by its status; unmapping is
// under the same status.
internal sealed class StatusVariable<THal>
    where THal : struct, IHal
{
    private const int Ok = 0;
    private const int NoMemory = -12;
    private const int Busy = -16;

    private readonly Device _scanner;
    private readonly DmaBuffer _line;
    private PhysAddr _lineAddress;

    public StatusVariable(Device scanner, DmaBuffer line)
    {
        _scanner = scanner;
        _line = line;
    }

    public int ScanLine(Span<byte> into)
    {
        int status = MapLine();
        if (status == Ok)
        {
            status = Run();
            UnmapLine();
        }

        if (status == Ok)
        {
            int count = Math.Min(into.Length, _line.Length);
            _line.AsReadOnlySpan()[..count].CopyTo(into);
        }

        return status;
    }

    private int MapLine()
    {
        if (_lineAddress != default)
        {
            return Busy;
        }

        try
        {
            _lineAddress = THal.Share(_line, BufferDirection.DeviceToDriver);
            return Ok;
        }
        catch (DmaException)
        {
            return NoMemory;
        }
    }

    private void UnmapLine()
    {
        THal.Unshare(_lineAddress, _line, BufferDirection.DeviceToDriver);
        _lineAddress = default;
    }

    private int Run()
    {
        if (!_scanner.Submit(_lineAddress, _line.Length))
        {
            return Busy;
        }

        if (_scanner.Wait(200))
        {
            return _scanner.Status;
        }

        _scanner.Reset();
        return -110;
    }
}
