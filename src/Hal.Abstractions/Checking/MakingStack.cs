using System;
using System.Diagnostics;
using System.Linq;
using System.Reflection;

namespace Hal;

/// <summary>The stack of the driver's code at a Share or DmaAlloc: its innermost frames, without those of this library.</summary>
internal sealed class MakingStack
{
    private const int Frames = 12;
    private static readonly Assembly Own = typeof(MakingStack).Assembly;
    private readonly StackTrace _stack;

    private MakingStack(StackTrace stack) => _stack = stack;

    public static MakingStack Capture()
    {
        StackFrame[] frames = new StackTrace(skipFrames: 1, fNeedFileInfo: true).GetFrames();
        int first = Array.FindIndex(frames, frame => MethodOf(frame)?.Module.Assembly != Own);
        return new MakingStack(new StackTrace(frames.Skip(Math.Max(first, 0)).Take(Frames)));
    }

    public override string ToString() => _stack.ToString().TrimEnd();

    // Where trimming has removed the metadata of a method, its frame has none and is shown as it is.
    [System.Diagnostics.CodeAnalysis.UnconditionalSuppressMessage(
        "Trimming", "IL2026", Justification = "A frame whose method was trimmed is only shown with less detail.")]
    private static MethodBase? MethodOf(StackFrame frame) => frame.GetMethod();
}
