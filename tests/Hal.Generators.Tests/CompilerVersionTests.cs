#if !ROSLYN_FLOOR
using System;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Hal.Generators.Tests;

public sealed class CompilerVersionTests
{
    [Fact]
    public void The_compiler_is_the_current_one() =>
        Assert.True(typeof(Compilation).Assembly.GetName().Version >= new Version(5, 9), "RoslynFloor.Tests runs on the oldest; this project on the newest.");
}
#endif
