using Devices;
using Hal;

namespace Drivers;

// A matrix of lights shows frames at a fixed rate; the frame that is out is ended by the tick that replaces it. A nullable tuple is the
// frame that is out; blanking takes it as well.
public sealed class LightMatrix<THal>
    where THal : struct, IHal
{
    private readonly Device _matrix;
    private readonly object _gate = new();
    private (PhysAddr Address, DmaBuffer Frame)? _shown;

    public LightMatrix(Device matrix) => _matrix = matrix;

    public bool Tick(DmaBuffer frame)
    {
        lock (_gate)
        {
            if (_shown is { } current && current.Frame == frame)
            {
                return true;
            }

            PhysAddr address = THal.Share(frame, BufferDirection.DriverToDevice);
            if (!_matrix.Submit(address, frame.Length) || !_matrix.Wait(17))
            {
                _matrix.Reset();
                THal.Unshare(address, frame, BufferDirection.DriverToDevice);
                Retire();
                return false;
            }

            // The matrix has changed over at the end of its scan.
            Retire();
            _shown = (address, frame);
            return true;
        }
    }

    public void Blank()
    {
        lock (_gate)
        {
            _matrix.Reset();
            Retire();
        }
    }

    private void Retire()
    {
        if (_shown is var (address, frame))
        {
            _shown = null;
            THal.Unshare(address, frame, BufferDirection.DriverToDevice);
        }
    }
}
