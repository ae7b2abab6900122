using System.Runtime.InteropServices;

namespace Hal;

/// <summary>
/// One byte beside a <typeparamref name="T"/> grows the size by the alignment that the runtime gives to it, in whatever order the two are
/// laid out.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal struct AlignmentProbe<T>
    where T : unmanaged
{
    public byte Byte;
    public T Value;
}
