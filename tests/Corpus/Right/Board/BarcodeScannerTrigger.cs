using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A scanner delivers an image after a trigger, or a timeout result that it pushes itself. An enum says which of three ends it was; all
// of them come through the one Unshare.
public sealed class TriggeredScanner<THal>
    where THal : struct, IHal
{
    private enum Ending
    {
        Refused,
        Imaged,
        Silent,
    }

    private readonly Device _scanner;
    private readonly Func<DmaBuffer, string?> _decode;

    public TriggeredScanner(Device scanner, Func<DmaBuffer, string?> decode)
    {
        _scanner = scanner;
        _decode = decode;
    }

    public string? Scan(DmaBuffer image)
    {
        return Expose(image) switch
        {
            Ending.Imaged when _scanner.Status == 0 => _decode(image),
            Ending.Silent => throw new TimeoutException("the scanner did not answer"),
            _ => null,
        };
    }

    private Ending Expose(DmaBuffer image)
    {
        PhysAddr address = THal.Share(image, DeviceToDriver);
        Ending ending;
        if (!_scanner.Submit(address, image.Length))
        {
            ending = Ending.Refused;
        }
        else
        {
            _scanner.Kick();
            if (_scanner.Wait(1500))
            {
                ending = Ending.Imaged;
            }
            else
            {
                _scanner.Reset();
                ending = Ending.Silent;
            }
        }

        THal.Unshare(address, image, DeviceToDriver);
        return ending;
    }
}
