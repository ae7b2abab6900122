using Devices;
using Hal;

/// <summary>Frames by planes: a jagged table, built and taken down by nested loops.</summary>
public sealed class FramesByPlanes<THal>
    where THal : struct, IHal
{
    private readonly Device _display = new();

    public void Show(DmaBuffer[][] frames)
    {
        PhysAddr[][] at = new PhysAddr[frames.Length][];
        for (int f = 0; f < frames.Length; f++)
        {
            at[f] = new PhysAddr[frames[f].Length];
            for (int p = 0; p < frames[f].Length; p++)
            {
                at[f][p] = THal.Share(frames[f][p], BufferDirection.DriverToDevice);
                _display.Program(at[f][p], frames[f][p].Length);
            }
        }

        _display.Wait(16);
        for (int f = 0; f < at.Length; f++)
        {
            for (int p = 0; p < at[f].Length; p++)
            {
                THal.Unshare(at[f][p], frames[f][p], BufferDirection.DriverToDevice);
            }
        }
    }
}
